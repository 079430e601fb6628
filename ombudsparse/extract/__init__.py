"""What a report says, read from its blocks: the case, heads, findings, orders, money, tenure and citations."""
