// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/**
 * The job's own copy of a card's columns.
 *
 * @param columns a JSON object of the columns that the script names
 * @param sealed those of them that are secrets, sealed; null where there are none
 */
public record DeliveryInput(String columns, @Nullable Octets sealed) {}
