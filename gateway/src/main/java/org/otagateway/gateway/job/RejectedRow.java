// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

/**
 * A row of the card file that a job refused.
 *
 * @param line its line in the file, from 1
 * @param reason field, value and what was expected; never the value of a secret
 */
public record RejectedRow(long line, String reason) {}
