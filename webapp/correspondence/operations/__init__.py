"""What changes papers and messages: numbering, papers, messages, reports of providers, decisions of people."""
