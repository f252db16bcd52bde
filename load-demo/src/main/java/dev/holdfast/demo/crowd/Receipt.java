package dev.holdfast.demo.crowd;

/**
 * What lets its owner ask how an accepted order stands.
 *
 * @param statusPath path and query
 */
public record Receipt(String statusPath, String token) {}
