// Which environment variables make programs load or run foreign code: a rule for each class, not a list of names.

interface Class {
  readonly names: RegExp;
  /** Those of the same family that only say who, when, or how fast. */
  readonly harmless?: RegExp;
}

/** One pattern of several, a line each. */
const oneOf = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join("|"));

/** In no class: the CLI's own options, and ends of names that only say which, how many or how long. */
const OWN_OR_FIGURE = /^(?:ANTHROPIC|CLAUDE)_|_(?:VERSION|SHA(?:256|512)?|(?:NUM_)?THREADS|JOBS|TIMEOUT)$/;

// Names are compared in capitals: Windows does not tell them apart, and npm reads either. What names the user's own places
// (HOME, XDG_*, CARGO_HOME, JAVA_HOME, GOPATH, KUBECONFIG, DOCKER_CONFIG, SHELL) passes: without it tools do not work.
const CLASSES: readonly Class[] = [
  {
    // They tell the loader, or a library, what to load.
    names: oneOf(
      "(?:^|_)(?:LD|DYLD|RLD)_",
      "^(?:LIBPATH|SHLIB_PATH|GCONV_PATH|LOCPATH|NLSPATH|GLIBC_TUNABLES)$",
      "^OPENSSL_(?:CONF|ENGINES|MODULES)$|^(?:SASL_|ODBC)",
      "(?:DRIVER|ICD|INJECTION\\d*|LAYER|LIBRAR(?:Y|IE)|MODULE|PLUGIN|TYPELIB)S?_?(?:PATH|DIR|FILE|FILENAME)S?$",
      "(?:LIBRARIES|MODULES|PLUGINS|_ICD|EXTERNAL_MODULE)$",
      "^(?:ALSA|GDK|GIO|GST|GTK|QT|VK)_\\w*(?:MODULE|PLUGIN|DRIVER|ICD|LAYER|PATH)",
    ),
  },
  {
    // They tell an interpreter where code is, or what to run first.
    names: oneOf(
      "^(?:BUN|COMPLUS|COR|CORECLR|DENO|DOTNET|ERL|GUILE|JULIA|LUA|MONO|PERL|PHP|PYTHON|R|RUBY)_",
      "^(?:ERL|GUILE|LUA|PERL|PYTHON|RUBY|TCL)[A-Z0-9]",
      "^(?:ANSIBLE|BUNDLE|GEM|IPYTHON|JUPYTER|TS_NODE)_?",
      "^(?:BASH_LOADABLES_|CLASS|EMACSLOAD|F|NODE_|OCAML)PATH$",
      "^(?:MPLBACKEND|NIX_CONFIG|VIM|VIMINIT|VIMRUNTIME)$",
    ),
    harmless: oneOf(
      "^PYTHON(?:UNBUFFERED|DONTWRITEBYTECODE|IOENCODING|UTF8|HASHSEED|NOUSERSITE|FAULTHANDLER)$",
      "^BUN_INSTALL$|^PERL_MM_USE_DEFAULT$|^PHP_INI_DIR$",
      "^DENO_(?:DIR|INSTALL(?:_ROOT)?|AUTH_TOKENS|NO_UPDATE_CHECK|CERT|TLS_CA_STORE)$",
      "^DOTNET_(?:ROOT|CLI_TELEMETRY_OPTOUT|NOLOGO|(?:RUNNING_IN|GENERATE|SKIP|USE)_\\w+)$",
    ),
  },
  {
    // They are read by a shell when it starts, or run by it with each command.
    names:
      /^(?:BASH_ENV|ENV|ZDOTDIR|SHELLOPTS|BASHOPTS|PROMPT_COMMAND|PS[0-4]|IFS|CDPATH|GLOBIGNORE|INPUTRC)$/,
  },
  {
    // They add options to a program that is started, or name the file that holds them.
    names: oneOf(
      "(?:^|_)(?:OPTIONS|OPTS?|ADDOPTS|CLI_ARGS(?:_\\w+)?|ARGS)$|^(?:GREP|RSYNC|ZIP)OPT$|FLAGS$",
      // A program's name with "rc", such as WGETRC; but SRC and CRC are something else, and NETRC holds logins.
      "^[A-Z0-9]{2,20}(?<!S|C|NET)RC(?:PATH)?$",
      "^(?:CURL_HOME|EXINIT|GOENV|GZIP|LESS|LESSKEY\\w*|MAKEFILES|RIPGREP_CONFIG_PATH|UNZIP|XZ_DEFAULTS|ZIPINFO)$",
      "^(?:BAT|FZF)_|TOOLCHAIN_FILE$",
    ),
    harmless: /FEATURE_FLAGS$/,
  },
  {
    // They name a program that another one runs, or where it is.
    names: oneOf(
      "(?:EDITOR|PAGER|ASKPASS|PROG)$|^FCEDIT$",
      "(?:^|_)(?:VISUAL|BROWSER|LAUNCHER|LINKER|RSH|RUNNER|WRAPPER|EXE|SK_PROVIDER|DIFF|PYTHON)$",
      "(?:HG|_)MERGE$|(?:BINARY|EXECUTABLE)_PATH$|^LESS(?:OPEN|CLOSE)$|^(?:CVS|SVN)_SSH$|^NPM_(?:NODE_)?EXECPATH$",
      "^(?:HOST_?|BUILD_?|TARGET_?)?(?:AR|AS|CC|CPP|CXX|FC|LD)$|^(?:RUSTC|RUSTDOC|SSLKEYLOGFILE)$",
      "EXEC_PREFIX$|COMPILER(?:_PATH)?$|^CCACHE_P|^GO(?:AUTH|PACKAGESDRIVER|TOOLDIR)$",
    ),
  },
  {
    // They tell git which programs, configuration or repository to use.
    names: /^GIT_/,
    harmless: oneOf(
      "^GIT_(?:AUTHOR|COMMITTER)_\\w+$",
      "^GIT_(?:TERMINAL_PROMPT|OPTIONAL_LOCKS|CEILING_DIRECTORIES|LFS_SKIP_SMUDGE|MERGE_AUTOEDIT|SSL_CA(?:INFO|PATH))$",
      "^GIT_(?!CONFIG_)(?:\\w+_)?(?:BRANCH|COMMIT|REF|REPO|REPOSITORY|SHA|TAG|TOKEN|URL|USER\\w*)$",
    ),
  },
  {
    // They configure a package manager: its scripts, shells, plugins, options for Node.
    // Of npm also `prefix`, which says where its global configuration is.
    names: /^P?NPM_CONFIG_|^YARN_|^(?:PIP|UV)_CONFIG_FILE$|^CARGO_(?:ALIAS|BUILD|TARGET)_/,
    harmless: oneOf(
      "^P?NPM_CONFIG_(?:\\w*REGISTRY|CACHE|(?:HTTPS?_)?PROXY|NOPROXY|CA|CAFILE|STRICT_SSL|USER_AGENT)$",
      "^P?NPM_CONFIG_(?:LOGLEVEL|AUDIT|FUND|OFFLINE|PREFER_OFFLINE|UPDATE_NOTIFIER|YES)$",
      "^YARN_(?:CACHE_FOLDER|NPM_REGISTRY_SERVER|HTTPS?_PROXY|ENABLE_\\w+)$|^CARGO_TARGET_DIR$",
    ),
  },
];

/** What programs take for a name; exported shell functions have others, and so have attempts to smuggle. */
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Windows itself sets `ProgramFiles(x86)`. */
const WINDOWS_IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_()]*$/;

/** Every process of a program gets much the same variables. */
const verdicts = new Map<string, boolean>();
/** More than any program has; not all that a program may make up. */
const REMEMBERED = 1_000;

/** True for a variable that is kept from the CLI. */
export function isForeignCode(name: string, platform: string): boolean {
  // No name of a variable has such a sign.
  const key = platform === "win32" ? `${name}=` : name;
  const verdict = verdicts.get(key) ?? judge(name, platform);
  if (verdicts.size < REMEMBERED) verdicts.set(key, verdict);
  return verdict;
}

function judge(name: string, platform: string): boolean {
  if (!(platform === "win32" ? WINDOWS_IDENTIFIER : IDENTIFIER).test(name)) return true;
  const upper = name.toUpperCase();
  if (OWN_OR_FIGURE.test(upper)) return false;
  return CLASSES.some(({ names, harmless }) => names.test(upper) && harmless?.test(upper) !== true);
}
