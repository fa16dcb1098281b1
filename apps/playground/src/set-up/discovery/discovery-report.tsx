import { useEffect, useRef, useState, type ReactElement } from 'react'
import { useLab } from '../../lab/lab-context.ts'
import type { Verdict } from '../../wire/exchange.ts'
import { serverAddress } from '../../servers/server-address.ts'
import { checkMetadata } from './check-metadata.ts'
import { MetadataTable } from './metadata-table.tsx'
import { readMetadata, type ReadMetadata } from './read-metadata.ts'

/** Reads the metadata when somebody asks for it, over the wire that is shown, and says what is in it. */
export function DiscoveryReport(): ReactElement {
  const lab = useLab()
  const { issuer, endpoints } = serverAddress(lab)
  const [read, setRead] = useState<readonly ReadMetadata[]>([])
  const [isReading, setReading] = useState(false)
  const asking = useRef(new AbortController())
  useEffect(() => {
    const controller = new AbortController()
    asking.current = controller
    return () => controller.abort()
  }, [])

  async function ask(from: string): Promise<void> {
    const { signal } = asking.current
    setReading(true)
    const before = lab.wire.newest()
    try {
      const documents = await readMetadata(from, lab.fetchAs('page'), signal)
      if (signal.aborted) return
      setRead(documents)
      const last = lab.wire.sentAfter(before, 'page').findLast(({ kind }) => kind === 'discovery')
      if (last) lab.wire.judge(last.number, verdictOn(documents))
    } catch {
      // The lab has ended: nobody looks at it any more.
    } finally {
      if (!signal.aborted) setReading(false)
    }
  }

  const found = read.find(({ members }) => members)
  return (
    <div className="discovery">
      {Object.keys(endpoints).length > 0 && <KnownEndpoints endpoints={endpoints} />}
      {issuer === undefined ? (
        <p>This provider has no metadata (discovery). Its endpoints are known, and nothing is read.</p>
      ) : (
        <>
          <p className="quiet">
            A server that names itself says in a document where its endpoints are (RFC 8414, OpenID Connect Discovery).
            The client reads it before each login.
          </p>
          <button type="button" aria-disabled={isReading} onClick={() => void (isReading || ask(issuer))}>
            {isReading ? 'Reading …' : read.length > 0 ? 'Read it again' : 'Read and check it'}
          </button>
          <div role="status">
            <ul className="documents">
              {read.map(({ url, problem }) => (
                <li key={url}>
                  <code>{url}</code> {problem ?? 'is there.'}
                </li>
              ))}
            </ul>
          </div>
          {found?.members && <MetadataTable checks={checkMetadata(issuer, found.members, lab.settings)} />}
          {read.length > 0 && !found && (
            <p className="problem">No login can begin: no metadata of this issuer could be read.</p>
          )}
        </>
      )}
    </div>
  )
}

/** As the wire shows it, beside the last request. */
function verdictOn(documents: readonly ReadMetadata[]): Verdict {
  const { members, problem } = documents.at(-1) ?? {}
  if (members) return { outcome: 'metadata', meaning: 'It was read to be checked. Nothing of it is used for a login.' }
  return { outcome: 'noMetadata', meaning: problem ?? 'There is none.' }
}

function KnownEndpoints({ endpoints }: { endpoints: object }): ReactElement {
  return (
    <dl>
      {Object.entries(endpoints).map(([name, url]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <code>{String(url)}</code>
          </dd>
        </div>
      ))}
    </dl>
  )
}
