"""Bedrock's Converse: one format for the models of many makers."""

from philae.vendors.bedrock.converse.codec import CODEC

__all__ = ["CODEC"]
