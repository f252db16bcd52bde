package dev.holdfast.demo.processes;

import dev.holdfast.demo.access.TokenMint;
import java.net.URI;
import javax.sql.DataSource;

/** A system under load, started by us or not: its doors and what it takes to look inside. */
public record Target(URI api, DataSource auditor, String bootstrapServers, TokenMint mint) {}
