// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where a vector and the codecs part.
 *
 * @param name of the vector
 * @param field of the vector, as "response_decoded.status"
 * @param expected what the vector says
 * @param actual what the codecs gave
 */
public record Finding(String name, String field, JsonNode expected, JsonNode actual) {}
