"""Where the providers are and how they know us."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gateways:
    """Addresses and keys of all providers. An empty ``twilio_api_url`` means Twilio's own.

    ``timeout_s`` bounds each half of a transmission (reaching the provider, getting its answer).
    Only the last answer of a mail server may take longer, ``smtp_answer_s``: RFC 5321 (4.5.3.2.6)
    lets it look at a letter for ten minutes. A password goes to a mail server in the clear only
    when ``plain_password_allowed``.
    """

    smtp_url: str
    mail_from: str
    twilio_account_sid: str = ""
    twilio_auth_token: str = ""
    twilio_from: str = ""
    twilio_api_url: str = ""
    timeout_s: float = 10.0
    smtp_answer_s: float = 600.0
    plain_password_allowed: bool = False

    def longest_s(self, *, channel: str) -> float:
        """Return after how many seconds nobody can be sending any more."""
        longest = 3 * self.timeout_s
        if channel == "email":
            longest += self.smtp_answer_s
        return longest
