import { useContext, useMemo, useState, type ReactElement } from 'react'
import { commandCode } from '../code/command-code.ts'
import { curl, shellVariable } from '../code/curl.ts'
import { nodeCode } from '../code/node-code.ts'
import { rawHttp } from '../code/raw-http.ts'
import { reactCode } from '../code/react-code.ts'
import { sentBy, type CodeKind } from '../code/sent-by.ts'
import { vueCode } from '../code/vue-code.ts'
import { useLab } from '../lab/lab-context.ts'
import type { Lab } from '../lab/lab.ts'
import type { Exchange, ExchangeKind } from '../wire/exchange.ts'
import { maskRequest } from '../wire/masked/masked-exchange.ts'
import { KnownSecretsContext } from '../wire/masked/use-known-secrets.ts'
import { CopyButton } from './copy-button.tsx'
import { MaskedText, textToCopy } from './masked-text.tsx'
import { RevealedContext } from './revealed.ts'
import { shownAddress } from './shown-address.ts'
import { Tabs } from './tabs.tsx'

type Form = 'raw' | 'curl' | CodeKind

const FORMS: readonly { readonly name: Form; readonly title: string }[] = [
  { name: 'raw', title: 'Raw' },
  { name: 'curl', title: 'curl' },
  { name: 'react', title: 'React' },
  { name: 'vue', title: 'Vue' },
  { name: 'node', title: 'Node' },
  { name: 'command', title: 'Command' },
]

/** A request as it went over the wire, and what sends such a one. */
export function RequestView({ exchange }: { exchange: Exchange }): ReactElement {
  const [form, setForm] = useState<Form>('raw')
  const { number } = exchange
  return (
    <Tabs label={`Request ${number} as`} tabs={FORMS} selected={form} onSelect={setForm}>
      {form === 'raw' || form === 'curl' ? (
        <WireForm form={form} exchange={exchange} />
      ) : (
        <CodeForm code={form} exchange={exchange} />
      )}
    </Tabs>
  )
}

function WireForm({ form, exchange }: { form: 'raw' | 'curl'; exchange: Exchange }): ReactElement {
  const { number, request } = exchange
  const known = useContext(KnownSecretsContext)
  const revealed = useContext(RevealedContext)
  const masked = useMemo(() => maskRequest(request, known), [request, known])
  const isCurl = form === 'curl'
  const parts = useMemo(() => (isCurl ? curl(masked) : rawHttp(masked)), [masked, isCurl])
  const placeholder = isCurl ? shellVariable : undefined
  const hasSecrets = parts.some((part) => typeof part !== 'string')
  return (
    <>
      <pre tabIndex={0} role="group" aria-label={`Request ${number}, ${isCurl ? 'as curl' : 'raw'}`}>
        <MaskedText parts={parts} exchange={number} {...(placeholder && { placeholder })} />
      </pre>
      <CopyButton
        label={isCurl ? 'Copy curl' : 'Copy raw'}
        text={() => textToCopy(parts, number, revealed, placeholder)}
      />
      {isCurl && hasSecrets && (
        <p className="quiet">What is hidden is copied as a variable: set it in your shell, or show it first.</p>
      )}
    </>
  )
}

function CodeForm({ code, exchange }: { code: CodeKind; exchange: Exchange }): ReactElement {
  const lab = useLab()
  const { kind, request } = exchange
  const text = useMemo(() => codeFor(code, kind, lab, request.url), [code, kind, lab, request.url])
  return (
    <>
      <p>{sentBy(code, kind)}</p>
      <pre tabIndex={0} role="group" aria-label="The code">
        {text}
      </pre>
      <CopyButton label="Copy code" text={() => text} />
      {lab.server.scripted && (
        <p className="quiet">
          The server of this page is in this page alone. To run the code, put in the issuer and the client of yours.
        </p>
      )}
    </>
  )
}

function codeFor(code: CodeKind, kind: ExchangeKind, { settings, server }: Lab, url: string): string {
  // Without the query: there may be a secret in it.
  const called = kind === 'api' ? shownAddress(url) : undefined
  switch (code) {
    case 'react':
      return reactCode(settings, server)
    case 'vue':
      return vueCode(settings, server)
    case 'node':
      return nodeCode(settings, server, called)
    case 'command':
      return commandCode(settings, server, kind, called)
  }
}
