/** The system under attack: servers, lines, services, and what can be done to them. */
@NullMarked
package dev.holdfast.campaign.site;

import org.jspecify.annotations.NullMarked;
