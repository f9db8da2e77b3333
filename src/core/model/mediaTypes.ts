import type { Media } from './parameter.ts'

/** The local files that can be sent: media types by file extension. `package.json` has the same extensions of videos. */
export const MEDIA_TYPES: Readonly<Record<Media, Readonly<Record<string, string>>>> = {
  video: {
    mp4: 'video/mp4',
    m4v: 'video/x-m4v',
    mov: 'video/quicktime',
    webm: 'video/webm',
    mkv: 'video/x-matroska',
    avi: 'video/x-msvideo',
    ogv: 'video/ogg',
    mpg: 'video/mpeg',
    mpeg: 'video/mpeg',
  },
  image: {
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    webp: 'image/webp',
    gif: 'image/gif',
    bmp: 'image/bmp',
    avif: 'image/avif',
  },
}
