package dev.holdfast.campaign.schedule;

import java.util.List;

/**
 * What there is to be broken, by name.
 *
 * @param services kinds of service, for what is done to all instances of one
 * @param poisons sorts of records nobody can decide
 */
public record Targets(
    List<String> instances, List<String> services, List<String> brokers, List<String> lines,
    List<String> poisons) {}
