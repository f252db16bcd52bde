/** Which faults come when: the seed's choice, and nobody else's. */
@NullMarked
package dev.holdfast.campaign.schedule;

import org.jspecify.annotations.NullMarked;
