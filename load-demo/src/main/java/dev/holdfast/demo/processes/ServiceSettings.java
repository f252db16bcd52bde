package dev.holdfast.demo.processes;

import java.net.URI;
import java.util.Map;

/**
 * What one service is told: environment variables, among them its ports.
 *
 * @param ready answers 200 once the service is ready
 */
record ServiceSettings(Map<String, String> environment, URI ready) {}
