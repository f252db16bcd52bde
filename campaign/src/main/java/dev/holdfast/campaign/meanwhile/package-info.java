/** While a fault lasts: what is to be seen, and what must not be answered. */
@NullMarked
package dev.holdfast.campaign.meanwhile;

import org.jspecify.annotations.NullMarked;
