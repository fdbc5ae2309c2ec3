//! The reading room, the HTTP API and MCP: a shell today, filled by a later issue.
