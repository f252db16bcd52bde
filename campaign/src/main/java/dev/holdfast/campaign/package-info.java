/** The fault campaign: load and faults by one seed, then heal, drain and judge. */
@NullMarked
package dev.holdfast.campaign;

import org.jspecify.annotations.NullMarked;
