/** The system under load as processes: stack, services, their memory and their end. */
@NullMarked
package dev.holdfast.demo.processes;

import org.jspecify.annotations.NullMarked;
