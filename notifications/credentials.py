"""Where the providers are and how they know us."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gateways:
    """Addresses and keys of all providers. An empty ``twilio_api_url`` means Twilio's own.

    ``timeout_s`` bounds each half of a transmission (reaching the provider, getting its answer), so none lasts longer than twice that.
    """

    smtp_url: str
    mail_from: str
    twilio_account_sid: str = ""
    twilio_auth_token: str = ""
    twilio_from: str = ""
    twilio_api_url: str = ""
    timeout_s: float = 10.0
