import { useSyncExternalStore } from 'react'
import { useFlow, useLab } from '../lab/lab-context.ts'
import type { Decision } from './scripted/decided.tsx'

/** What the person has decided about the code on the device; undefined before that, and at servers that do not tell this page. */
export function useDecision(): Decision | undefined {
  const { scripted } = useLab().server
  const userCode = useFlow()?.userCode
  return useSyncExternalStore(scripted?.onDecision ?? (() => nothingToEnd), () => {
    const state = scripted?.logins().find((login) => login.userCode === userCode)?.state
    if (state === 'denied') return 'deny'
    return state === 'approved' || state === 'used' ? 'approve' : undefined
  })
}

const nothingToEnd = (): void => {}
