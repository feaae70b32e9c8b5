"""The evidence: who said what, who said it first, which answer is shown, and who may see it."""
