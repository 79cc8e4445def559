// Stands in for Claude Code so cheaply that whoever reads it is the bottleneck. play.ts says what it plays, and
// stand-in.mjs does the same where there is no C compiler.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIPE_BYTES 65536
#define ID_BYTES 128

typedef struct {
  const char *at;
  size_t length;
} Text;

static Text answer, plain, handshake, begin, body, request, end;
static long repeat, requests, at_once;
static char hook[ID_BYTES], uuid[ID_BYTES], request_id[ID_BYTES];
static long prompts, sent, replies, answered, handshaken;
static int in_turn, is_ready;
static char out[1 << 21];
static size_t used;
static int progress = -1;
static long long written;

static Text text_of(const char *folder, const char *name) {
  char path[4096];
  struct stat facts;
  Text text = {"", 0};
  snprintf(path, sizeof path, "%s/%s", folder, name);
  int file = open(path, O_RDONLY);
  if (file < 0 || fstat(file, &facts) != 0 || facts.st_size == 0) return text;
  text.at = mmap(NULL, facts.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  if (text.at == MAP_FAILED) exit(1);
  text.length = facts.st_size;
  close(file);
  return text;
}

static long number_of(const char *folder, const char *name) {
  Text text = text_of(folder, name);
  char digits[32] = "";
  memcpy(digits, text.at, text.length < 31 ? text.length : 31);
  return atol(digits);
}

static void put(const char *at, size_t length) {
  while (length > 0) {
    ssize_t count = write(1, at, length < PIPE_BYTES ? length : PIPE_BYTES);
    if (count <= 0) exit(0);
    at += count;
    length -= count;
    written += count;
    if (progress >= 0) pwrite(progress, &written, sizeof written, 0);
  }
}

static void flush(void) {
  put(out, used);
  used = 0;
}

static void add(const char *at, size_t length) {
  if (used + length > sizeof out) flush();
  memcpy(out + used, at, length);
  used += length;
}

static const char *value_of(const char *name, size_t length, char *digits) {
  if (strncmp(name, "REQUEST", length) == 0) return request_id;
  if (strncmp(name, "UUID", length) == 0) return uuid;
  if (strncmp(name, "HOOK", length) == 0) return hook;
  sprintf(digits, "%ld", strncmp(name, "SENT", length) == 0 ? sent : answered);
  return digits;
}

/** Fills in what stands between two signs "@"; a line that needs what is not known is left out. */
static void add_line(const char *at, const char *stop) {
  size_t start = used;
  char digits[32];
  const char *sign;
  while ((sign = memchr(at, '@', stop - at)) != NULL) {
    const char *close = memchr(sign + 1, '@', stop - sign - 1);
    if (close == NULL) break;
    add(at, sign - at);
    const char *value = value_of(sign + 1, close - sign - 1, digits);
    if (*value == 0) {
      used = start;
      return;
    }
    add(value, strlen(value));
    at = close + 1;
  }
  add(at, stop - at);
}

static void add_text(Text text) {
  const char *at = text.at, *last = text.at + text.length;
  while (at < last) {
    const char *stop = (const char *)memchr(at, '\n', last - at) + 1;
    add_line(at, stop);
    at = stop;
  }
}

static void find(const char *line, size_t length, const char *before, char *value) {
  const char *at = memmem(line, length, before, strlen(before));
  value[0] = 0;
  if (at == NULL) return;
  at += strlen(before);
  const char *stop = memchr(at, '"', line + length - at);
  if (stop == NULL || stop - at >= ID_BYTES) return;
  memcpy(value, at, stop - at);
  value[stop - at] = 0;
}

static int has(const char *line, size_t length, const char *part) {
  return memmem(line, length, part, strlen(part)) != NULL;
}

static void finish(void) {
  add_text(end);
  in_turn = 0;
}

static void turn(void) {
  if (in_turn || prompts == 0 || !is_ready) return;
  prompts -= 1;
  in_turn = 1;
  sent = replies = answered = 0;
  add_text(begin);
  if (body.length > 0) {
    flush();
    for (long time = 0; time < repeat; time += 1) put(body.at, body.length);
  }
  while (sent < requests && sent < at_once) {
    add_text(request);
    sent += 1;
  }
  if (requests == 0) finish();
}

/** Sends the handshake line by line, each after the answer to the one before. */
static void shake(void) {
  const char *at = handshake.at, *last = handshake.at + handshake.length;
  for (long line = 0; line < handshaken && at < last; line += 1)
    at = (const char *)memchr(at, '\n', last - at) + 1;
  handshaken += 1;
  is_ready = at == last;
  if (!is_ready) add_line(at, (const char *)memchr(at, '\n', last - at) + 1);
}

static void take(const char *line, size_t length) {
  if (has(line, length, "\"control_response\"")) {
    if (!is_ready) shake();
    else if (in_turn) {
      replies += 1;
      answered += has(line, length, "\"success\"");
      if (sent < requests) {
        add_text(request);
        sent += 1;
      } else if (replies == requests) finish();
    }
  } else if (has(line, length, "\"control_request\"")) {
    find(line, length, "\"request_id\":\"", request_id);
    if (!has(line, length, "\"initialize\"")) add_text(plain);
    else {
      find(line, length, "\"hookCallbackIds\":[\"", hook);
      add_text(answer);
      shake();
    }
  } else if (has(line, length, "\"type\":\"user\"")) {
    find(line, length, "\"uuid\":\"", uuid);
    prompts += 1;
  }
  turn();
}

int main(int count, char **words) {
  static char in[1 << 22];
  size_t have = 0;
  if (count > 1 && strcmp(words[1], "--version") == 0) return puts("2.1.99 (stand-in)") < 0;
  const char *folder = getenv("STAND_IN");
  if (folder == NULL) return 1;
  answer = text_of(folder, "answer"), plain = text_of(folder, "plain"), handshake = text_of(folder, "handshake");
  begin = text_of(folder, "begin"), body = text_of(folder, "body"), end = text_of(folder, "end");
  request = text_of(folder, "request");
  repeat = number_of(folder, "repeat"), requests = number_of(folder, "requests");
  at_once = number_of(folder, "at-once");
  if (getenv("STAND_IN_PROGRESS")) progress = open(getenv("STAND_IN_PROGRESS"), O_WRONLY);
  for (;;) {
    ssize_t got = read(0, in + have, sizeof in - have);
    if (got <= 0) return 0;
    have += got;
    char *at = in, *stop;
    while ((stop = memchr(at, '\n', in + have - at)) != NULL) {
      take(at, stop - at);
      at = stop + 1;
    }
    have -= at - in;
    memmove(in, at, have);
    flush();
  }
}
