/** Was every promise kept, in spite of all? */
@NullMarked
package dev.holdfast.campaign.verdict;

import org.jspecify.annotations.NullMarked;
