package dev.holdfast.demo.processes;

import java.util.Map;

/** What one service is told: environment variables, among them its ports. */
record ServiceSettings(Map<String, String> environment, int managementPort) {}
