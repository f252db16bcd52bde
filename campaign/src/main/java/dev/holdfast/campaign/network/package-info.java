/** Lines between processes that can be slow, silent or cut. */
@NullMarked
package dev.holdfast.campaign.network;

import org.jspecify.annotations.NullMarked;
