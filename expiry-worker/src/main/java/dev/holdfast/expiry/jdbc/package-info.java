/** What of the inventory's tables says that holds have ended. */
@NullMarked
package dev.holdfast.expiry.jdbc;

import org.jspecify.annotations.NullMarked;
