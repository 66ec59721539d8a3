"""Tencent's Hunyuan3D: shapes from text and pictures."""
