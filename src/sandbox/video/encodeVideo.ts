import h264 from 'h264-mp4-encoder'
import { addSyncSamples } from './addSyncSamples.ts'
import { clearTimestamps } from './clearTimestamps.ts'
import { requiredLevelIdc, setLevel } from './h264Level.ts'
import { moveMoovToStart } from './moveMoovToStart.ts'
import { Scene } from './scene.ts'
import type { VideoSpec } from './videoSpec.ts'

/** Renders a video and encodes it as H.264 in MP4. Takes about 10 ms of CPU time for a frame of 480p. */
export async function encodeVideo(spec: VideoSpec): Promise<Uint8Array<ArrayBuffer>> {
  const encoder = await h264.createH264MP4Encoder()
  const groupOfPictures = spec.framesPerSecond * 2
  try {
    encoder.width = spec.width
    encoder.height = spec.height
    encoder.frameRate = spec.framesPerSecond
    encoder.quantizationParameter = spec.quantization
    encoder.groupOfPictures = groupOfPictures
    encoder.speed = 10
    encoder.initialize()
    const scene = new Scene(spec)
    for (let index = 0; index < spec.frames; index++) encoder.addFrameRgba(scene.drawFrame(index))
    encoder.finalize()
    const mp4 = Buffer.from(encoder.FS.readFile(encoder.outputFilename))
    clearTimestamps(mp4)
    setLevel(mp4, requiredLevelIdc(spec, mp4.length))
    return moveMoovToStart(addSyncSamples(mp4, spec.frames, groupOfPictures))
  } finally {
    encoder.FS.unlink(encoder.outputFilename)
    encoder.delete()
  }
}
