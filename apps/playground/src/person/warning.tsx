import type { ReactElement } from 'react'

/**
 * What BCP 247 asks of every page on which people type a code: somebody else's code would sign somebody else in.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-5.4
 */
export function Warning(): ReactElement {
  return <p className="warning">Only go on for a device in front of you. If somebody sent you this code, stop here.</p>
}
