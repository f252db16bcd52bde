/** Who buys and who only looks while things break: the usual number of people, or far more. */
@NullMarked
package dev.holdfast.campaign.load;

import org.jspecify.annotations.NullMarked;
