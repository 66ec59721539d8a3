"""The commands of `philae`, one file each; beside them what they share."""
