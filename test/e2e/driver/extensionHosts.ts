import { readdir, readFile } from 'node:fs/promises'

/** Returns the process ids of a server's extension hosts, oldest first. Requires Linux: reads `/proc`. */
export async function extensionHostPids(serverPid: number): Promise<number[]> {
  const pids: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const [stat, commandLine] = await Promise.all(
      ['stat', 'cmdline'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')),
    )
    const parentPid = Number(stat?.split(') ')[1]?.split(' ')[1])
    if (parentPid === serverPid && commandLine?.includes('--type=extensionHost')) pids.push(Number(name))
  }
  return pids.sort((one, other) => one - other)
}
