// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * How a link stands at one moment.
 *
 * @param binds binds that are wanted
 * @param bound binds that there are
 * @param unanswered segments that wait for their answer
 * @param queued segments that wait to be written
 * @param rate segments a second in force, at most the limit of the settings
 */
public record LinkStatus(int binds, int bound, int unanswered, int queued, double rate) {}
