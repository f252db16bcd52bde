/**
 * Other ways to sell tickets, for comparison only: each is small, honest and correct, and no part
 * of the product. One Boot application, one profile per contender, one HTTP contract.
 *
 * <p>In their favour: no authentication, no limits per customer, no hold that ends, nothing
 * announced to anybody.
 */
@NullMarked
package dev.holdfast.demo.contenders;

import org.jspecify.annotations.NullMarked;
