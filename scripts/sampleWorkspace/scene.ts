export const source = 'https://example.com/clips/turn.mov?take=2'
