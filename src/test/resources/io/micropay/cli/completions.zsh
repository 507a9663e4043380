# Prints what zsh would offer for a line: completions.zsh SCRIPT LINE
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "PROMPT= PROMPT2=; stty -echo
autoload -Uz compinit; compinit -D -u
source $1
# What only asks is passed on, what offers is printed.
compadd() {
    if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd \"\$@\"
        return
    fi
    local -a offered
    builtin compadd -A offered \"\$@\"
    [[ -n \$offered ]] && print -r -l -- \${offered/#/OFFERED:}
    builtin compadd \"\$@\"
}
list_and_exit() { zle list-choices; print; print NO-MORE; exit }
zle -N list_and_exit
bindkey '^I' list_and_exit
print READY"
while zpty -r inner line; do
    [[ $line == *READY* ]] && break
done
zpty -w -n inner "$2"$'\t'
while zpty -r inner line; do
    line=${line//[$'\r\n']/}
    [[ $line == *NO-MORE* ]] && break
    [[ $line == *OFFERED:* ]] && print -r -- "${line#*OFFERED:}"
done
zpty -d inner
