package dev.holdfast.campaign.schedule;

import java.util.List;

/**
 * What there is to be broken, by name.
 *
 * @param workers instances that decide
 * @param points at which an instance can be halted
 * @param services kinds of service, for what is done to all instances of one
 * @param poisons sorts of records nobody can decide
 */
public record Targets(
    List<String> instances, List<String> workers, List<String> points, List<String> services,
    List<String> brokers, List<String> lines, List<String> poisons) {}
