/**
 * What a campaign puts on the class path of the services it starts: points at which a process can
 * be halted, and a clock that can be moved. It works by the frameworks' own listeners; the services
 * know nothing of it.
 */
@NullMarked
package dev.holdfast.campaign.inside;

import org.jspecify.annotations.NullMarked;
