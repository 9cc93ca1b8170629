"""The papers that a union hands up (台账、使用清单、使用情况表、凭证、收支汇总): what stands on each, amounts in fen."""
