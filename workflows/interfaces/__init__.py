"""The words of every process: dataclasses, ids, task queues, signatures of activities."""
