import { useState, useSyncExternalStore, type ReactElement } from 'react'
import { LabContext } from '../lab/lab-context.ts'
import type { LabHost } from '../lab/lab-host.ts'
import { CorsHelp } from './cors/cors-help.tsx'
import { DiscoveryReport } from './discovery/discovery-report.tsx'
import { LinkNotice } from './link-notice.tsx'
import { SettingsForm } from './settings-form.tsx'
import { ShareLink } from './share-link.tsx'
import { useLinkedSettings } from './use-linked-settings.ts'

interface Props {
  host: LabHost
  /** Somebody wants to change them: the form is open. */
  isAsked?: boolean
}

/** Which server, and what for: applied by setting up another lab. */
export function SettingsPanel({ host, isAsked = false }: Props): ReactElement {
  const { settings, lab, problem } = useSyncExternalStore(host.subscribe, host.state)
  const [linked, forgetLinked] = useLinkedSettings()
  const [isOpen, setOpen] = useState(problem !== undefined || linked?.settings !== undefined)
  const [lastLinked, setLastLinked] = useState(linked)
  // What is typed in it stays when it is folded away.
  const [wasOpen, setWasOpen] = useState(isOpen)
  if ((isOpen || isAsked) && !wasOpen) setWasOpen(true)
  if (linked !== lastLinked) {
    setLastLinked(linked)
    if (linked?.settings) setOpen(true)
  }
  return (
    <section className="settings" aria-labelledby="settings-title">
      <h2 id="settings-title">Server and client</h2>
      <p className="in-use" role="status">
        {lab ? (
          <>
            <strong>{settings.clientId}</strong> signs in at <strong>{lab.server.title}</strong>
            {settings.relay && ', through the relay on this computer'}.
          </>
        ) : (
          'These settings do not work yet.'
        )}
      </p>
      {linked && <LinkNotice linked={linked} forget={forgetLinked} />}
      <details open={isOpen || isAsked} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>Another server, or other settings</summary>
        {wasOpen && <SettingsForm host={host} linked={linked?.settings} whenUsed={forgetLinked} />}
      </details>
      {lab && (
        <LabContext value={lab}>
          <CorsHelp host={host} />
          <details className="report">
            <summary>What the server says of itself</summary>
            <DiscoveryReport key={lab.id} />
          </details>
        </LabContext>
      )}
      <ShareLink settings={settings} />
    </section>
  )
}
