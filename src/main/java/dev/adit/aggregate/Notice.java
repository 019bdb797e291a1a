package dev.adit.aggregate;

/// Something about a pool that a person should read.
///
/// @param warning whether it wants attention; else it is for information
public record Notice(boolean warning, String pool, String text) {}
