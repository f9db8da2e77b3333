import type { JobArgument } from '../extensionServices.ts'

/** The ID in the argument of a command. Keyboard shortcuts and other extensions pass anything. */
export function argumentId(argument: JobArgument): string | undefined {
  const id: unknown = typeof argument === 'string' ? argument : (argument as { id?: unknown } | null | undefined)?.id
  return typeof id === 'string' ? id : undefined
}
