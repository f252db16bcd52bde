/** Was every promise kept? Figures, the buyers' ledger against the inventory, the verdict. */
@NullMarked
package dev.holdfast.demo.verdict;

import org.jspecify.annotations.NullMarked;
