import { readFileSync, readlinkSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { hostname, uptime } from 'node:os'
import { isRecord } from '@device-flow/untrusted'
import { codeOf } from '../files/file-errors.ts'

/** Who holds a lock, so that others can tell whether it is dead, and when it may be taken over. */
export interface LockOwner {
  /** Where its `pid` means something: one boot of one machine, and one container on it. Absent where that cannot be told. */
  machine?: string
  pid: number
  /** When the process started, as the system counts: another process may get the same `pid` later. */
  startedAt?: string
  /** The seconds since the machine's start, at which it was taken: a clock that nobody sets. */
  uptime: number
  leaseMs: number
}

/** This process, as the owner of a lock that it takes now. */
export async function thisOwner(leaseMs: number): Promise<LockOwner> {
  const machine = thisMachine()
  const startedAt = await startOf(process.pid)
  const owner: LockOwner = { pid: process.pid, uptime: uptime(), leaseMs }
  if (machine !== undefined) owner.machine = machine
  if (startedAt !== undefined) owner.startedAt = startedAt
  return owner
}

/** Reads what an owner wrote of itself. Undefined for what is no such text. */
export function parseOwner(text: string): LockOwner | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (!isRecord(value)) return undefined
    const { pid, uptime: takenAt, leaseMs } = value
    const isOwner = [pid, takenAt, leaseMs].every((number) => typeof number === 'number') && Number(pid) > 0
    return isOwner ? (value as unknown as LockOwner) : undefined
  } catch {
    return undefined
  }
}

/** Whether the owner surely runs no more. Of one in another container or on another machine nobody here can say. */
export async function isDead({ machine, pid, startedAt }: LockOwner): Promise<boolean> {
  if (!isHere(machine)) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: there is one, of another user.
    return codeOf(error) === 'ESRCH'
  }
  const start = await startOf(pid)
  return startedAt !== undefined && start !== undefined && start !== startedAt
}

/** How long the owner has held the lock, ms, by the clock that nobody sets. Undefined for one on another machine. */
export function heldMs({ machine, uptime: takenAt }: LockOwner): number | undefined {
  return isHere(machine) && process.platform === 'linux' ? (uptime() - takenAt) * 1000 : undefined
}

function isHere(machine: string | undefined): boolean {
  return machine !== undefined && machine === thisMachine()
}

let known: string | undefined

/** Containers on one machine share its boot, and may share its name; their process numbers are told apart by their namespace. */
function thisMachine(): string | undefined {
  if (process.platform !== 'linux') return hostname()
  try {
    known ??= `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    // Without /proc, as in some sandboxes: only the lease tells.
  }
  return known
}

async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name of the process comes before, in parentheses, and may hold spaces and parentheses itself.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}
