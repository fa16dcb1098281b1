import { isLoopback, isSafeWebUrl } from '@device-flow/untrusted'
import type { ReactElement } from 'react'
import { useFlow, useLab } from '../lab/lab-context.ts'

/** Tells whoever takes a phone of their own to the QR code that it leads that phone nowhere. */
export function QrNote(): ReactElement | null {
  const { scripted } = useLab().server
  const flow = useFlow()
  if (flow?.status !== 'awaitingUser') return null
  if (scripted) {
    return (
      <p className="quiet">
        A real phone cannot scan this code: its server is in this page alone. Use the phone on this page.
      </p>
    )
  }
  const { verificationUri: uri } = flow
  const host = isSafeWebUrl(uri) ? new URL(uri).hostname : ''
  if (!isLoopback(host)) return null
  return (
    <p className="quiet">
      A real phone cannot open this address: <code>{host}</code> is this computer itself. Use the phone on this page. To
      try it with a real one, run <code>npm start -- --lan</code> in a clone of device-flow.
    </p>
  )
}
