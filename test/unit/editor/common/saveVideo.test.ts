import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseRequestFile } from '../../../../src/core/model/parseRequestFile.ts'
import { saveVideo } from '../../../../src/editor/common/saveVideo.ts'
import { buildJob, MODEL } from '../../../fixtures/jobs/buildJob.ts'
import { tempFolder } from '../../../fixtures/jobs/tempFolder.ts'

describe('saveVideo', () => {
  const temp = tempFolder()
  after(() => temp[Symbol.dispose]())

  it('overwrites nothing, and saves a request file that can be read', async () => {
    const source = join(temp.path, 'source.mp4')
    writeFileSync(source, 'video')
    const folder = join(temp.path, 'a', 'b')
    const request = { model: MODEL, values: { prompt: 'Waltz', video_url: 'https://clips.example/a.mp4', seed: 3 } }
    const job = buildJob({ prompt: '../Waltz' })
    const options = { folder, pattern: '{name}', request }
    await saveVideo(source, job, options)
    writeFileSync(join(folder, 'Waltz.mp4'), 'mine')
    const second = await saveVideo(source, job, options)
    assert.deepEqual(
      [second, readdirSync(folder).toSorted(), readFileSync(join(folder, 'Waltz.mp4'), 'utf8')],
      [join(folder, 'Waltz-2.mp4'), ['Waltz-2.mp4', 'Waltz-2.wanvace.json', 'Waltz.mp4', 'Waltz.wanvace.json'], 'mine'],
    )
    const { problems, requests } = parseRequestFile(readFileSync(join(folder, 'Waltz.wanvace.json'), 'utf8'))
    assert.deepEqual([problems, requests[0]?.values], [[], request.values])
  })
})
