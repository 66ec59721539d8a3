"""Azure OpenAI, Amazon Bedrock and Google Vertex AI at one address: who shows no proper credentials is refused.

`python -m tests.scripted.cloud` is a text vendor with their paths. It checks AWS's signatures, service accounts' signed
assertions and applications' secrets as those who receive them do, by code of its own.
"""
