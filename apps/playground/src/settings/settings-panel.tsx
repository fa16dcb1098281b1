import type { ReactElement } from 'react'
import type { LabHost } from '../lab/lab-host.ts'

/** Which server, and what for: applied by setting up another lab. */
export function SettingsPanel({ host }: { host: LabHost }): ReactElement {
  const { settings, lab } = host.state()
  return (
    <section className="settings" aria-label="Settings">
      <p>
        {settings.clientId} at {lab?.server.title}
      </p>
    </section>
  )
}
