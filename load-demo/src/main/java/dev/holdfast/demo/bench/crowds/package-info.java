/** Crowds over HTTP: Holdfast and the contenders, in turns, under the same load. */
@NullMarked
package dev.holdfast.demo.bench.crowds;

import org.jspecify.annotations.NullMarked;
