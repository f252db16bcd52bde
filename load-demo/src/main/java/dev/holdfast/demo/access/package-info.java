/** Keys, tokens and the facts of a running system. */
@NullMarked
package dev.holdfast.demo.access;

import org.jspecify.annotations.NullMarked;
