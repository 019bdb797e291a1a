package dev.adit.config;

/// Who wrote a configuration file.
public enum Format {
  /// Adit's own TOML.
  NATIVE,
  /// The `config.json` of the Karoo proxy.
  KAROO,
  /// The `.env` of Port Relay.
  PORT_RELAY,
  /// The settings block, in Python, of the proxy that the tap takes over from.
  PYTHON_SETTINGS
}
