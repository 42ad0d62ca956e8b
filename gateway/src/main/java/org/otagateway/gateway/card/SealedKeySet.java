// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import org.otagateway.packet.bytes.Octets;

/**
 * The keys of one key version of a card, as they lie in the store.
 *
 * @param securityDomain the name of a security domain, empty for the issuer's
 * @param version 1 to 15
 * @param algorithm for people: "aes", "3des", "des"
 * @param sealed what the vault opens
 */
public record SealedKeySet(String securityDomain, int version, String algorithm, Octets sealed) {}
